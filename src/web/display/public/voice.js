import { nameIn, t } from './design/texts.js';

/** Announcements that wait; a board that was silenced for long does not catch up for minutes. */
const MOST_WAITING = 6;
/** Some browsers forget to tell that they have finished. */
const MOST_SPEECH_MS = 15_000;
const PAUSE_MS = 400;
/** Two notes, the second lower: hertz, and seconds from the start. */
const NOTES = [
	[880, 0],
	[659, 0.28],
];
const NOTE_SECONDS = 0.6;
const CHIME_MS = 1100;
const SLOWLY = 0.85;

/** Letters one by one, digits one by one: `A045` is heard the same by everybody. */
const spelled = (number, digit) => [...number].map((sign) => (/\d/.test(sign) ? digit(sign) : sign)).join(', ');

/** What is said of a call, and by which voice: a language without one is left out; Wolof is then written for a French one. */
function sentences({ number, counter_label: label }, languages, voices) {
	const find = (code) => voices.find((voice) => voice.lang.toLowerCase().startsWith(code));
	const [french, english, wolof] = ['fr', 'en', 'wo'].map(find);
	const said = [];
	if (french) said.push({ voice: french, text: t('say_fr', { number: spelled(number, (sign) => sign), counter: label.fr }) });
	if (english && languages.includes('en') && !languages.includes('wo'))
		said.push({ voice: english, text: t('say_en', { number: spelled(number, (sign) => sign), counter: label.en ?? label.fr }) });
	const reader = wolof ?? french;
	if (reader && languages.includes('wo')) {
		const digit = (sign) => t(`${wolof ? 'wo' : 'wo_by_fr'}_${sign}`);
		const counter = nameIn({ fr: label.wo ?? label.fr }).replace(/\d/g, digit);
		said.push({ voice: reader, text: t(wolof ? 'say_wo' : 'say_wo_by_fr', { number: spelled(number, digit), counter }) });
	}
	return said;
}

/** The board's sound: a chime, then the number in the languages there is a voice for. Browsers are mute until somebody touches the page. */
export function createVoice() {
	const Context = window.AudioContext ?? window.webkitAudioContext;
	const audio = Context ? new Context() : undefined;
	const speech = window.speechSynthesis;
	const waiting = [];
	let busy = false;

	function chime() {
		if (audio?.state !== 'running') return;
		for (const [hertz, after] of NOTES) {
			const tone = audio.createOscillator();
			const volume = audio.createGain();
			const start = audio.currentTime + after;
			tone.frequency.value = hertz;
			volume.gain.setValueAtTime(0.4, start);
			volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS);
			tone.connect(volume).connect(audio.destination);
			tone.start(start);
			tone.stop(start + NOTE_SECONDS);
		}
	}

	function speak({ voice, text }) {
		return new Promise((done) => {
			const words = new SpeechSynthesisUtterance(text);
			words.voice = voice;
			words.lang = voice.lang;
			words.rate = SLOWLY;
			const timer = setTimeout(done, MOST_SPEECH_MS);
			words.onend = words.onerror = () => {
				clearTimeout(timer);
				done();
			};
			speech.speak(words);
		});
	}

	const pause = (ms) => new Promise((done) => setTimeout(done, ms));

	async function work() {
		if (busy) return;
		busy = true;
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			chime();
			await pause(CHIME_MS);
			if (speech) {
				speech.cancel();
				for (const sentence of sentences(next.call, next.languages, speech.getVoices())) {
					await speak(sentence);
					await pause(PAUSE_MS);
				}
			}
		}
		busy = false;
	}

	return {
		say(call, languages) {
			waiting.push({ call, languages });
			waiting.splice(0, Math.max(0, waiting.length - MOST_WAITING));
			work();
		},
		wake: () => audio?.resume(),
		needsWaking: () => audio !== undefined && audio.state !== 'running',
	};
}
