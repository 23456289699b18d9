import twilio from 'twilio';

/** A send that takes longer is looked up afterwards (outcome `unknown`), not waited for. */
const TIMEOUT_MS = 10_000;
/** One sender's 80 messages a second at 150 ms each need a dozen connections. */
const MAX_SOCKETS = 20;

export type TwilioClient = ReturnType<typeof twilio>;

export interface TwilioClientOptions {
	accountSid: string;
	authToken: string;
	/** `TWILIO_API_BASE_URL`: every REST call goes there instead of `*.twilio.com`. */
	apiBaseUrl?: string;
	timeoutMs?: number;
}

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

/**
 * Sends every call of the SDK to one origin and says in `X-Emulated-Host` which of Twilio's hosts was meant; a subclass, because the
 * SDK has no base-URL option (twilio-whatsapp §8).
 */
class RedirectingClient extends twilio.RequestClient {
	readonly #base: string;

	constructor(base: string, options: ConstructorParameters<typeof twilio.RequestClient>[0]) {
		super(options);
		this.#base = base;
	}

	override request<T>(options: RequestOptions<T>) {
		const meant = new URL(options.uri);
		const uri = new URL(meant.pathname + meant.search, this.#base).href;
		return super.request<T>({ ...options, uri, headers: { ...options.headers, 'X-Emulated-Host': meant.host } });
	}
}

/**
 * The Twilio client. Retries are the outbox's business, not the SDK's (its `autoRetry` ignores `Retry-After`), and the SDK's errors
 * are never logged as they are: an AxiosError carries the credentials. `classifyError` turns them into what may be said.
 */
export function twilioClient(options: TwilioClientOptions): TwilioClient {
	const http = { timeout: options.timeoutMs ?? TIMEOUT_MS, keepAlive: true, maxSockets: MAX_SOCKETS, autoRetry: false };
	const httpClient = options.apiBaseUrl === undefined ? new twilio.RequestClient(http) : new RedirectingClient(options.apiBaseUrl, http);
	return twilio(options.accountSid, options.authToken, { httpClient });
}
