import { z } from 'zod';
import { type Endpoint, FILE, LIVE } from './endpoint.ts';

type Json = Record<string, unknown>;

const API_ROOT = '/api/v1';

const PROBLEM = {
	type: 'object',
	description: 'RFC 9457 problem details',
	required: ['type', 'title', 'status', 'code'],
	properties: {
		type: { type: 'string' },
		title: { type: 'string', description: 'For people; may be reworded' },
		status: { type: 'integer' },
		code: { type: 'string', description: 'For programs; stable' },
		field: { type: 'string', description: 'The input field at fault, as a dotted path' },
		correlation_id: { type: 'string' },
	},
};

/** The OpenAPI 3.1 document of the endpoints, made from the schemas they are checked with. */
export function openApiDocument(endpoints: readonly Endpoint[], info: { version: string; publicBaseUrl: string }): Json {
	const schemas: Json = { Problem: PROBLEM };
	const paths: Record<string, Json> = {};
	for (const endpoint of endpoints) {
		const path = API_ROOT + endpoint.path.replace(/:(\w+)/g, '{$1}');
		paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, schemas) };
	}
	return {
		openapi: '3.1.0',
		info: { title: 'Palabre', version: info.version, description: 'Requests, queues, payments and support in one conversation.' },
		servers: [{ url: info.publicBaseUrl }],
		security: [{ bearer: [] }],
		paths,
		components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }, schemas },
	};
}

function operation(endpoint: Endpoint, schemas: Json): Json {
	const success = String(endpoint.status ?? 200);
	const content = contentOf(endpoint.response, schemas);
	return {
		operationId: operationId(endpoint),
		summary: endpoint.summary,
		...(endpoint.roles === 'anyone'
			? { description: 'For everyone.', security: [] }
			: { description: `Roles: ${endpoint.roles.join(', ')}.` }),
		tags: [endpoint.tag],
		parameters: [...parameters(endpoint.params, 'path', schemas), ...parameters(endpoint.query, 'query', schemas)],
		...(endpoint.body === undefined
			? {}
			: { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(endpoint.body, 'input', schemas) } } } }),
		responses: {
			[success]: success === '204' ? { description: 'Done' } : { description: 'Success', content },
			default: { description: 'An error', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
		},
	};
}

function contentOf(response: z.ZodType, schemas: Json): Json {
	if (response === FILE) return { '*/*': { schema: { type: 'string', format: 'binary' } } };
	if (response === LIVE)
		return { 'text/event-stream': { schema: { type: 'string', description: '`state` events: the whole, after each change' } } };
	return { 'application/json': { schema: jsonSchema(response, 'output', schemas) } };
}

/** `get /tracking/request/:id` → `getTrackingRequestById`: stable, so that generated clients keep their names. */
function operationId({ method, path }: Endpoint): string {
	const words = path.split('/').filter((part) => part !== '');
	const named = words.map((part) => (part.startsWith(':') ? `By-${part.slice(1)}` : part));
	return method + named.map((part) => part.replace(/(?:^|[-_])(\w)/g, (_all, letter: string) => letter.toUpperCase())).join('');
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query', schemas: Json): Json[] {
	if (schema === undefined) return [];
	const { properties = {}, required = [] } = ObjectSchema.parse(jsonSchema(schema, 'input', schemas));
	return Object.entries(properties).map(([name, value]) => ({
		name,
		in: place,
		required: place === 'path' || required.includes(name),
		...(typeof value.description === 'string' ? { description: value.description } : {}),
		schema: value,
	}));
}

const ObjectSchema = z.looseObject({
	properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
	required: z.array(z.string()).optional(),
});

/** A zod schema as JSON Schema 2020-12; what it shares or repeats moves to the document's components. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
	const {
		$schema: _dialect,
		$defs,
		...rest
	} = z.toJSONSchema(schema, {
		io,
		unrepresentable: 'any',
		override({ zodSchema, jsonSchema: json }) {
			if (zodSchema._zod.def.type === 'date') Object.assign(json, { type: 'string', format: 'date-time' });
		},
	});
	for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = hoist(definition);
	return hoist(rest);
}

function hoist(schema: object): Json {
	return JSON.parse(JSON.stringify(schema).replaceAll('#/$defs/', '#/components/schemas/'));
}
