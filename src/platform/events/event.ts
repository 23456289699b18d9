/** One line of the append-only event log, as stored. */
export interface StoredEvent {
	_id: string;
	org: string;
	type: string;
	at: Date;
	subject: { kind: string; id: string };
	data: Record<string, unknown>;
	actor: { kind: string; id: string; source: string };
	correlationId: string;
}
