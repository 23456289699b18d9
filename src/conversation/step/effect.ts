/** What a step asks for. Data only: the scene words it, writes it and sends it. */
export type Effect =
	| {
			kind: 'say';
			key: string;
			vars: Record<string, unknown>;
			template?: { name: string; variables: string[] };
			until?: string;
			subject?: string;
			/** What `subject` is the id of: `offer`, `request`. */
			subjectKind?: string;
			choices: OfferedChoice[];
			notice: boolean;
	  }
	| {
			kind: 'ask';
			key: string;
			vars: Record<string, unknown>;
			choices: OfferedChoice[];
			flow: string;
			state: string;
			/** What the question is about; empty: nothing in particular. */
			subject: string;
			expires: boolean;
	  }
	| { kind: 'command'; name: string; args: Record<string, unknown>; flow: string; state: string }
	| { kind: 'handover'; reason: string }
	| { kind: 'language'; language: string }
	| { kind: 'opt_out'; word: 'stop' | 'start' | 'help' }
	/** The open question was asked at this moment, and its timer is still to be set. */
	| { kind: 'watch'; askedAt: Date }
	/** Messages about it that are still queued are useless now. */
	| { kind: 'withdraw'; subject: string }
	/** An agent's own words. */
	| { kind: 'relay'; text: string; agent: string }
	| { kind: 'end'; flow: string };

/** A choice as shown: its label is worded by the scene in the person's language. */
export interface OfferedChoice {
	payload: string;
	/** A text key, or a label object of the organisation's data. */
	label: { key: string } | { text: Record<string, string> | string };
	description?: { key: string } | { text: Record<string, string> | string };
	/** For `when`-less vars: the facts that word the label. */
	vars: Record<string, unknown>;
}
