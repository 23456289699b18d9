/** The keys and kinds of the module's timers: a key names what it is about, so that it can be replaced and removed with it. */
export const KINDS = {
	holdExpiry: 'appointments.hold_expiry',
	reminder: 'appointments.reminder',
	unclaimed: 'appointments.unclaimed',
	closureWord: 'appointments.closure_word',
	closureEnd: 'appointments.closure_end',
	offerExpiry: 'appointments.offer_expiry',
	handOn: 'appointments.hand_on',
	offerSlot: 'appointments.offer_slot',
} as const;

export const bookingTimers = (booking: string): string => `booking:${booking}:`;
export const slotOfferTimers = (offer: string): string => `slot_offer:${offer}:`;
export const slotTimers = (branch: string, service: string, start: Date): string => `slot:${branch}:${service}:${start.toISOString()}:`;
