import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SenderPace, takePair } from '../../../src/channels/outbox/pace.ts';
import { manualClock } from '../../support/manual-clock.ts';

const route = { channel: 'whatsapp' as const, sender: '+1' };

describe('the pace of a sender', () => {
	test('is never over its rate in any second, whatever the demand', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 100 }), fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 300 }), (rate, gaps) => {
				const pace = new SenderPace({ whatsapp: rate, sms: 1 });
				const clock = manualClock();
				const sent: number[] = [];
				for (const gap of gaps) {
					clock.advance(gap);
					if (pace.take(route, clock.now()) === 0) sent.push(clock.now().getTime());
				}
				const most = rate + Math.max(1, rate / 4);
				for (const start of sent) expect(sent.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(Math.ceil(most));
			}),
		);
	});

	test('says how long to wait, and that is enough', () => {
		const pace = new SenderPace({ whatsapp: 80, sms: 1 });
		const clock = manualClock();
		const sms = { channel: 'sms' as const, sender: '+1' };
		expect(pace.take(sms, clock.now())).toBe(0);
		const wait = pace.take(sms, clock.now());
		expect(wait).toBe(1_000);
		clock.advance(wait);
		expect(pace.take(sms, clock.now())).toBe(0);
	});

	test('is shared between processes, and each sender has its own', () => {
		const pace = new SenderPace({ whatsapp: 80, sms: 1 });
		pace.shareBetween(4);
		const clock = manualClock();
		const taken = () => Array.from({ length: 50 }, () => pace.take(route, clock.now())).filter((wait) => wait === 0).length;
		expect(taken()).toBe(5);
		expect(pace.take({ channel: 'whatsapp', sender: '+2' }, clock.now())).toBe(0);
	});

	test('a paused sender waits to the end of its pause', () => {
		const pace = new SenderPace();
		const clock = manualClock();
		pace.pause(route, new Date(clock.now().getTime() + 60_000));
		expect(pace.take(route, clock.now())).toBe(60_000);
		expect(pace.take({ ...route, sender: '+2' }, clock.now())).toBe(0);
		clock.advance(60_000);
		expect(pace.take(route, clock.now())).toBe(0);
	});
});

test('the pair: four at once, then one a second, and rest gives the burst back', () => {
	const clock = manualClock();
	let pace = null;
	for (let i = 0; i < 4; i++) {
		const taken = takePair(pace, clock.now());
		expect(taken.wait).toBe(0);
		pace = taken.pace;
	}
	expect(takePair(pace, clock.now()).wait).toBe(1_000);
	clock.advance(10_000);
	expect(takePair(pace, clock.now())).toMatchObject({ wait: 0, pace: { tokens: 3 } });
});
