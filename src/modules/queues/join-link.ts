import { SenderModel } from '../../channels/senders/model.ts';
import type { Branch, Organisation } from '../organisations/index.ts';

/** Where the code on paper leads: a chat with the number that serves the branch, opened with the branch's code. Null without WhatsApp. */
export async function joinLink({ slug, hostedBy }: Organisation, { code }: Branch): Promise<string | null> {
	const sender = await SenderModel.findOne({ org: hostedBy ?? slug, channel: 'whatsapp' }, { address: 1 })
		.sort({ _id: 1 })
		.lean();
	return sender === null ? null : `https://wa.me/${sender.address.replace(/\D/g, '')}?text=${encodeURIComponent(`#${code}`)}`;
}
