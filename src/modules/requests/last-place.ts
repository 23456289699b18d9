import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation, zoneById } from '../organisations/index.ts';
import { type Place, RequestModel } from './model.ts';

/** Where the client's newest request was for; null when there is none, or its quarter is not served any more. */
export async function lastPlace(scene: Scene, client: string): Promise<Place | null> {
	const last = await RequestModel.findOne({ org: scene.org, client }, { place: true }).sort({ _id: -1 }).session(scene.db).lean();
	if (last === null) return null;
	return zoneById(await getOrganisation(scene.org), last.place.zone) === null ? null : last.place;
}
