import { Schema } from 'mongoose';
import type { Position } from '../../platform/geo.ts';
import type { Opening } from '../../platform/opening-hours.ts';
import type { Names } from './names.ts';

/** Pieces that the stored parts of an organisation share. */

export const part = { _id: false, id: false } as const;
export const text = { type: String, required: true } as const;
export const strings = { type: [String], required: true };
export const names = { type: new Schema<Names>({ fr: String, en: String, wo: String }, part), required: true };
export const position = new Schema<Position>({ lat: Number, lon: Number }, part);
export const hours = new Schema({ text, openings: [new Schema<Opening>({ day: Number, from: Number, to: Number }, part)] }, part);
