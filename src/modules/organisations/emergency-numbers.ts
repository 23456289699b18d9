/** Whom to call where a life is in danger: the fire brigade, which also rescues, and the police. */
export interface EmergencyNumbers {
	rescue: string;
	police: string;
}

/** By country: Cameroon's 118 and 117, Senegal's 18 and 17. */
const NUMBERS: Partial<Record<string, EmergencyNumbers>> = {
	CM: { rescue: '118', police: '117' },
	SN: { rescue: '18', police: '17' },
};
/** What GSM phones of any country lead to the emergency services. */
const ANYWHERE = '112';

/** The numbers of an organisation's country; its own number stands for the rescue's. */
export function emergencyNumbersOf({ country, emergencyNumber }: { country: string; emergencyNumber?: string }): EmergencyNumbers {
	const { rescue, police } = NUMBERS[country] ?? { rescue: ANYWHERE, police: ANYWHERE };
	return { rescue: emergencyNumber ?? rescue, police };
}
