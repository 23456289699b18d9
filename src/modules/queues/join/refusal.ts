/** Why somebody gets no ticket. */
export type Refusal =
	| { outcome: 'full'; count: number }
	| { outcome: 'closed'; opensAt: Date | null; why: 'hours' | 'paused' | 'closed' | 'too_late' }
	| { outcome: 'payment_needed'; price: number }
	| { outcome: 'not_offered' }
	| { outcome: 'too_many'; count: number };
