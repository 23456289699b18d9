import type { Scene } from '../../conversation/scene/scene.ts';
import { findRequest, finishedJobsOf, isScheduled, jobsOf, PATH, type Picked, type ServiceRequest, type Step } from '../requests/index.ts';
import { OfferModel } from './model.ts';

const STATUS_AFTER: Readonly<Record<Step, number>> = {
	enroute: PATH.indexOf('provider_enroute'),
	arrived: PATH.indexOf('provider_arrived'),
	started: PATH.indexOf('service_started'),
	completed: PATH.indexOf('service_completed'),
};
/** A second "fini" so soon after the first is the same one. */
const JUST_FINISHED_MS = 12 * 3_600_000;

export interface JobReference {
	/** The request he names. */
	request?: string | null | undefined;
	/** What the message he answers was about: a request, or the offer it came from. */
	about?: string | null | undefined;
}

/**
 * Which of his jobs a provider speaks of: the one named; the one the answered message was about; else the only one for which the step is
 * the next thing to happen. "Je suis là" is said of the job one is on the way to, not of the one accepted for Friday.
 */
export async function pickJob(scene: Scene, provider: string, reference: JobReference, step?: Step): Promise<Picked> {
	const { request: named, about } = reference;
	if (named != null && named !== '') return one(hisOnly(await spokenOf(scene, provider, named), provider));
	// An answer about a job that is not his, or not any more, is never taken for one about another.
	const answered = about == null || about === '' ? null : await spokenOf(scene, provider, about);
	if (answered !== null) return one(hisOnly(answered, provider));
	const jobs = await jobsOf(scene, provider);
	if (step === undefined) return from(jobs);
	const ahead = jobs.filter((job) => PATH.indexOf(job.status) < STATUS_AFTER[step]);
	if (ahead.length === 0) return from(jobs.length > 0 ? jobs : await justFinished(scene, provider));
	const soon = ahead.filter((job) => job.status !== 'provider_accepted' || !isScheduled(job.when, scene.now));
	const fitting = soon.length > 0 ? soon : ahead;
	const furthest = Math.max(...fitting.map((job) => PATH.indexOf(job.status)));
	return from(fitting.filter((job) => PATH.indexOf(job.status) === furthest));
}

/** The request of that id, or of that offer to him; null when it is neither. */
async function spokenOf(scene: Scene, provider: string, reference: string): Promise<ServiceRequest | null> {
	const offer = await OfferModel.findOne({ _id: reference, org: scene.org, provider }).session(scene.db).lean();
	return findRequest(scene, offer?.request ?? reference);
}

function hisOnly(request: ServiceRequest | null, provider: string): ServiceRequest | null {
	return request?.assigned?.provider === provider ? request : null;
}

async function justFinished(scene: Scene, provider: string): Promise<ServiceRequest[]> {
	const since = scene.now.getTime() - JUST_FINISHED_MS;
	const finished = await finishedJobsOf(scene, provider);
	return finished.filter((job) => (job.closedAt?.getTime() ?? 0) > since).slice(0, 1);
}

function one(request: ServiceRequest | null): Picked {
	return request === null ? { kind: 'none' } : { kind: 'one', request };
}

function from(requests: ServiceRequest[]): Picked {
	const [only] = requests;
	if (only === undefined) return { kind: 'none' };
	return requests.length === 1 ? { kind: 'one', request: only } : { kind: 'several', requests };
}
