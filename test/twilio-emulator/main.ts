import { parseArgs } from 'node:util';
import { adminApi } from './admin.ts';
import { startTwilioEmulator } from './emulator.ts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '4010' },
		'admin-port': { type: 'string', default: '4011' },
		'callback-token': { type: 'string', default: 'emulator-token' },
		'account-sid': { type: 'string', default: `AC${'a'.repeat(32)}` },
		'public-base-url': { type: 'string', default: 'http://localhost:3000' },
		'server-url': { type: 'string' },
		'whatsapp-sender': { type: 'string', default: '+14155238886' },
		'sms-sender': { type: 'string', default: '+14155238887' },
		seed: { type: 'string', default: '1' },
	},
});

const emulator = await startTwilioEmulator({
	port: Number(values.port),
	authToken: values['callback-token'],
	accountSid: values['account-sid'],
	publicBaseUrl: values['public-base-url'],
	serverUrl: values['server-url'],
	senders: { whatsapp: values['whatsapp-sender'], sms: values['sms-sender'] },
	seed: Number(values.seed),
});
const admin = adminApi(emulator).listen(Number(values['admin-port']), '127.0.0.1');
process.stdout.write(`TWILIO_API_BASE_URL=${emulator.origin}\n`);
process.stdout.write(`TWILIO_ACCOUNT_SID=${emulator.accountSid}\n`);
process.stdout.write(`control: http://127.0.0.1:${values['admin-port']}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		admin.close();
		admin.closeAllConnections();
		void emulator.close();
	});
}
