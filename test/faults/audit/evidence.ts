import type { EmulatedMessage } from '../../twilio-emulator/state.ts';
import type { Incident } from '../cluster.ts';
import type { DeskReport } from '../desk.ts';
import type { Plan } from '../plan.ts';
import type { Posted } from '../post-office.ts';

/** What a campaign leaves behind beside the database: the carrier's log and what was done to the program. */
export interface Evidence {
	plan: Plan;
	kills: { web: number; worker: number; mongo: number; stepDowns: number };
	exitCodes: (number | null)[];
	incidents: Incident[];
	logs: string[];
	posted: Posted[];
	/** Everything Twilio accepted, in order. */
	sent: EmulatedMessage[];
	/** Messages each phone showed. */
	shown: Map<string, number>;
	failedCallbacks: number;
	desk: DeskReport;
	stories: { phone: string; done: boolean; number: number | undefined; nudges: number; last: string }[];
	jobs: number;
	seconds: number;
}
