/** A contact's place in the dialogues: plain data, serialised between any two inputs. */

export type Facts = Record<string, unknown>;

/** One flow in progress, pinned to the version it began with (I11). The last frame of a session is the one that listens. */
export interface Frame {
	flow: string;
	version: number;
	state: string;
	facts: Facts;
	/** Wrong answers to the open question. */
	wrong: number;
}

/** A notice whose buttons can still be answered while something else is being asked. */
export interface Standing {
	flow: string;
	version: number;
	notice: string;
	/** What it is about (an offer's or a request's id): comes back with the tap. */
	subject: string;
	/** After this moment an answer by words no longer binds to it. */
	until: Date;
	/** The turn in which it was said: the newest prompt is the one a bare number answers. */
	turn: number;
	facts: Facts;
}

export interface Session {
	/** Bottom first. Empty: nothing is open. */
	frames: Frame[];
	standing: Standing[];
	/** What was answered last, by flow and subject: who said yes too late has heard so, and needs no notice of it. */
	answered?: string[];
	/** Facts of a flow left half-way, kept so that it can be resumed. */
	drafts: { flow: string; version: number; facts: Facts; savedAt: Date }[];
	/** Turns taken. */
	turn: number;
	/** The turn that last asked the open question: newer than any standing notice, it is the one that numbers answer. */
	askedTurn: number;
	/** Grows at every question: a timer of an earlier position is stale (L9). */
	position: number;
	/** The words of the last question or notice, for the reading of the answer; at most 500 characters. */
	lastPrompt: string;
	/** When the last question was asked: after a long silence a "oui" confirms nothing. */
	askedAt?: Date;
	/** When safety advice was last given, so that it is not repeated at every message. */
	advisedAt?: Date;
	/** Turns since a moment of the last minutes: many of them may be two machines that answer each other. */
	recent?: { turns: number; since: Date };
	/** Payloads tapped in the last moments, to ignore a double tap. */
	lastTap?: { payload: string; at: Date };
}

/** Enough of a prompt to read an answer to it. */
export const PROMPT_LENGTH = 500;

export const EMPTY_SESSION: Session = { frames: [], standing: [], drafts: [], turn: 0, askedTurn: 0, position: 0, lastPrompt: '' };
