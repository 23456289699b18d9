import type { PhoneMessage } from '../../twilio-emulator/phone.ts';
import { Persona, type Rule, type World } from './persona.ts';

/** Somebody who takes jobs by button or by words, one after the other; now and then declines one or says nothing. */
export class Provider extends Persona {
	greeted = false;
	jobs = 0;

	constructor(world: World, address: string, random: () => number) {
		super(world, address, random);
		this.phone.profileName = `Prestataire ${address.slice(-3)}`;
	}

	/** Opens the 24-hour window, then works until the end. */
	async story(): Promise<void> {
		await this.say('Bonjour');
		await this.live(this.#rules(), () => false);
	}

	#rules(): Rule[] {
		const rules: [RegExp, Rule['act']][] = [
			[/espace prestataire/, () => this.#hello()],
			[/Répondez OUI pour accepter/, (message) => this.#answer(message)],
			[/est à vous/, (message) => this.#either(message, /En route/, 'en route')],
			[/Dans combien de minutes/, (message) => this.#either(message, /Je suis là/, 'je suis là')],
			[/Écrivez « je suis là »/, (message) => this.#either(message, /Je suis là/, 'je suis là')],
			[/Arrivée notée/, (message) => this.#either(message, /Je commence/, 'je commence')],
			[/Bon travail/, (message) => this.#either(message, /Terminé/, `fini ${10_000 + Math.floor(this.random() * 20) * 500}`)],
			[/Quel est le prix|compris le montant/, (message) => this.say('15000', message)],
			[/terminée/, () => this.#paid()],
			[/Pour quelle raison/, (message) => this.choose(message, /Trop loin/, 'trop loin')],
			[/Laquelle \?|De quelle mission/, (message) => this.choose(message, /./, '1')],
			[/Êtes-vous en route/, (message) => this.#either(message, /En route/, 'en route')],
		];
		return rules.map(([when, act]) => ({ when, act }));
	}

	#hello(): void {
		this.greeted = true;
		this.rest();
	}

	async #answer(message: PhoneMessage): Promise<void> {
		const dice = this.random();
		if (dice < 0.66) await this.choose(message, /Accepter/, 'oui');
		else if (dice < 0.82) await this.say(dice < 0.74 ? 'je prends' : 'oui', message);
		else if (dice < 0.92) await this.choose(message, /Décliner/, 'non');
		// The rest says nothing at all.
		this.rest();
	}

	/** Two in three by button; in words as a reply, so that it is clear which job is meant. */
	#either(message: PhoneMessage, title: RegExp, words: string): Promise<void> {
		return this.random() < 0.67 ? this.choose(message, title, words) : this.say(words, message);
	}

	#paid(): void {
		this.jobs++;
		this.rest();
	}
}
