import { type Trade, ZONE } from '../city.ts';
import { Persona, pause, type Rule, type World } from './persona.ts';

/** How a client begins. */
export type Opening = 'sentence' | 'two_messages' | 'burst' | 'person';

/** Somebody who needs a plumber or an electrician, from the first word to the rating. */
export class Client extends Persona {
	readonly trade: Trade;
	readonly opening: Opening;
	number: number | undefined;
	/** The story came to its end: rated, or told that nobody is free and content with a person's answer. */
	done = false;
	/** Between the words of the agent and the hand-back the bot has nothing to say. */
	#withPerson = false;

	constructor(world: World, address: string, random: () => number, trade: Trade, opening: Opening) {
		super(world, address, random);
		this.trade = trade;
		this.opening = opening;
		this.phone.profileName = `Client ${address.slice(-3)}`;
	}

	async story(): Promise<void> {
		await this.#begin();
		await this.live(this.#rules(), () => this.done);
	}

	async #begin(): Promise<void> {
		const wish = `${this.trade.wish} à ${ZONE.name}`;
		if (this.opening === 'person') await this.say('je veux parler à une personne');
		else if (this.opening === 'two_messages')
			await Promise.all([this.say('Bonjour'), pause(60, this.world.end).then(() => this.say(wish))]);
		else if (this.opening === 'burst') {
			const words = ['Bonjour', 'svp', wish, this.trade.problem, 'merci'];
			await Promise.all(words.map((text, i) => pause(i * 22, this.world.end).then(() => this.say(text))));
		} else await this.say(`Bonjour, ${wish}`);
	}

	#rules(): Rule[] {
		const { trade } = this;
		const rules: [RegExp, Rule['act']][] = [
			[/Demande (?:urgente )?n° (\d+) enregistrée/, (message) => this.#noted(message.text)],
			[/Voici votre demande/, (message) => this.#often(() => this.choose(message, /Oui, lancer/, 'oui'), 'oui')],
			[/Vous aviez commencé une demande/, (message) => this.choose(message, /Oui, continuer/, 'oui')],
			[/Que se passe-t-il/, () => this.say(trade.problem)],
			[/De quel service/, () => this.say(trade.wish)],
			[/Dans quel quartier|Choisissez le quartier/, () => this.say(ZONE.name)],
			[/Donnez un repère/, () => this.#place()],
			[
				/Quand faut-il passer|compris le moment/,
				(message) => this.#often(() => this.choose(message, /Dès que possible/, 'maintenant'), 'maintenant'),
			],
			[/accepte votre demande/, () => (this.random() < 0.15 ? this.say('où en est ma demande ?') : undefined)],
			[/bien le prix convenu/, (message) => this.choose(message, /c'est juste/, 'oui')],
			[/note de 1/, (message) => this.#often(() => this.choose(message, /^5 ⭐|5 ⭐ Excellent/, '5'), '4')],
			[
				/Un mot de plus/,
				(message) => (this.random() < 0.5 ? this.say('Rapide et très propre') : this.choose(message, /Non, c'est tout/, 'non merci')),
			],
			[/votre avis aide|avez déjà noté/, () => this.#finished()],
			[/aucun prestataire n'est disponible/, (message) => this.choose(message, /Chercher plus loin|Parler à un agent/, 'agent')],
			// The bot has nothing to say to that.
			[/Vous pouvez déjà lui écrire/, () => this.say("c'est pour ma maison")],
			[/je suis Awa/, () => this.#chat()],
			[/je reprends le relais/, () => (this.number === undefined ? this.#ask() : this.#finished())],
			[/Que puis-je faire|Comment puis-je|De quoi avez-vous besoin|assistant/, () => this.#ask()],
		];
		return rules.map(([when, act]) => ({ when, act }));
	}

	/** Mostly by button; else in words. */
	#often(tap: () => Promise<void>, words: string): Promise<void> {
		return this.random() < 0.75 ? tap() : this.say(words);
	}

	async #noted(text: string): Promise<void> {
		this.number = Number(/n° (\d+)/.exec(text)?.[1]);
		this.rest();
	}

	#place(): Promise<void> {
		if (this.random() < 0.2) {
			const [latitude, longitude] = ZONE.centre;
			return this.world.office.post({ from: this.phone.address, location: { latitude, longitude } }, this.random);
		}
		return this.say('en face de la pharmacie du marché');
	}

	#finished(): void {
		this.done = true;
		this.rest();
	}

	/** Somebody answers: two more words, to which the bot must not react; then the bot is back. */
	async #chat(): Promise<void> {
		if (this.#withPerson) return;
		this.#withPerson = true;
		await this.say('vous êtes là ?');
		await this.say('je cherche quelque chose');
		this.rest();
	}

	async #ask(): Promise<void> {
		if (this.number === undefined) await this.say(`${this.trade.wish} à ${ZONE.name}`);
		else this.rest();
	}
}
