import { LogController, fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { UserError, messageOf } from '../base/errors';
import { decodeRequest, encodeResponse, binaryExtension, headerLengthName } from '../probe/openInference/body';
import { contractOf, modelName } from '../probe/openInference/contract';
import { MalformedMessage } from '../probe/openInference/malformed';
import { tokenCheck } from './access';
import { QueueFull, type Batcher } from './batcher';
import type { ProbeEngine } from './engine';
import type { ServiceMetrics } from './metrics';
import { answerOf, readProbeRequest } from './probeRequest';

/** Bounds of what is taken and kept. */
export interface ServiceLimits {
	/** Bytes of a request's body. */
	readonly bodyBytes: number;
	readonly rows: number;
	/** Tokens of a request, padding included. */
	readonly tokens: number;
	/** Tokens of a batch, which is what a client does best to send at once. */
	readonly batchTokens: number;
	/** Inference requests at a time, waiting ones included. */
	readonly requests: number;
	/** From the first byte of a request to the last. */
	readonly uploadMs: number;
	/** From there to the answer. */
	readonly answerMs: number;
}

export interface ServerParts {
	/** Nothing until the probe can read. */
	readonly engine: ProbeEngine;
	readonly batcher: Batcher;
	readonly metrics: ServiceMetrics;
	readonly limits: ServiceLimits;
	/** Of Demoscope. */
	readonly version: string;
	/** Where one is set, every route wants it. */
	readonly token?: string;
	readonly log: { readonly level: string; readonly stream: { write(line: string): void } };
	/** Requests that are being answered; counted here. */
	readonly load: { inFlight: number; draining: boolean };
}

/** An answer other than the one asked for. */
class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly retryAfter?: number,
	) {
		super(message);
	}
}

const longestRetryAfter = 30;
const mostConnections = 1024;
const infer = '/infer';
const jsonType = 'application/json; charset=utf-8';
const tokenWanted = 'This service wants its token.';

/**
 * The Open Inference Protocol v2 over HTTP for one model. It parses nothing before it knows who asks and that there is
 * room, answers every mistake with JSON, and logs no address, no body and no number of one.
 */
export function createServer(parts: ServerParts): FastifyInstance {
	const { batcher, engine, limits, load, log, metrics, token } = parts;
	const isAllowed = token === undefined ? () => true : tokenCheck(token);

	const app = fastify({
		logger: { level: log.level, stream: log.stream, base: null },
		// Its lines hold addresses.
		logController: new LogController({ disableRequestLogging: true }),
		bodyLimit: limits.bodyBytes,
		requestTimeout: limits.uploadMs,
		connectionTimeout: limits.uploadMs + limits.answerMs,
		http: { headersTimeout: limits.uploadMs, connectionsCheckingInterval: Math.min(1000, limits.uploadMs) },
		forceCloseConnections: 'idle',
		routerOptions: { maxParamLength: 100 },
		frameworkErrors: (_, request, reply) => {
			const status = isAllowed(request.headers.authorization) ? 400 : 401;
			const error = status === 401 ? tokenWanted : 'The address is not as HTTP has it.';
			const body = JSON.stringify({ error });
			reply.raw.writeHead(status, { 'content-type': jsonType, 'content-length': body.length }).end(body);
		},
		clientErrorHandler: refuseConnection,
	});
	app.server.maxConnections = mostConnections;

	const refuse = (reply: FastifyReply, status: number, message: string, retryAfter?: number): FastifyReply => {
		if (retryAfter !== undefined) {
			void reply.header('retry-after', Math.min(longestRetryAfter, Math.max(1, Math.ceil(retryAfter))));
		}
		return reply.code(status).type(jsonType).send({ error: message });
	};

	app.addHook('onRequest', (request, reply, done) => {
		const start = performance.now();
		const route = request.routeOptions.url ?? 'unknown';
		reply.raw.once('close', () => {
			const milliseconds = performance.now() - start;
			const { statusCode: status, writableFinished } = reply.raw;
			metrics.request(route, writableFinished ? status : 499, milliseconds / 1000);
			const line = { method: request.method, route, status, ms: Math.round(milliseconds), cut: !writableFinished };
			app.log[route.endsWith(infer) ? 'info' : 'debug'](line, 'request');
		});
		if (!isAllowed(request.headers.authorization)) {
			unauthorized(reply);
		} else if (request.headers.origin !== undefined) {
			// No page of a browser is a client: one that asks is another's.
			refuse(reply, 403, 'Pages of a browser are not served.');
		} else {
			done();
		}
	});
	app.setNotFoundHandler((_, reply) => refuse(reply, 404, 'There is nothing at this address.'));
	app.setErrorHandler((error, _, reply) => {
		const refused = refusalFor(error, batcher, limits);
		if (refused.status >= 500 && refused.status !== 503) {
			app.log.error({ reason: messageOf(error) }, 'a request failed');
		}
		return refuse(reply, refused.status, refused.message, refused.retryAfter);
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

	const isReady = (): boolean => !load.draining && engine.isUsable();
	app.get('/v2', () => ({ name: 'demoscope', version: parts.version, extensions: [binaryExtension] }));
	app.get('/v2/health/live', () => ({ live: true }));
	app.get('/v2/health/ready', (_, reply) =>
		isReady() ? { ready: true } : refuse(reply, 503, 'The probe does not read for now.', 1),
	);
	app.get('/metrics', async (_, reply) => {
		metrics.provider((await engine.describe()).provider);
		return await reply.type(metrics.contentType).send(await metrics.text());
	});

	for (const place of ['/v2/models/:model', '/v2/models/:model/versions/:version']) {
		app.get(place, async request => {
			checkModel(request, engine);
			const { id, provider, window } = await engine.describe();
			return {
				name: modelName,
				versions: [engine.fingerprint],
				platform: 'demoscope_onnxruntime',
				...contractOf(engine.hiddenSize),
				parameters: {
					fingerprint: engine.fingerprint,
					checkpoint: id,
					provider,
					window,
					max_request_rows: limits.rows,
					max_request_tokens: limits.tokens,
					max_batch_tokens: limits.batchTokens,
				},
			};
		});
		app.get(`${place}/ready`, (request, reply) => {
			checkModel(request, engine);
			return isReady() ? { name: modelName, ready: true } : refuse(reply, 503, 'The probe does not read for now.', 1);
		});
		app.post(
			`${place}${infer}`,
			{
				onRequest: (request, reply, done) => {
					checkModel(request, engine);
					if (load.draining || load.inFlight >= limits.requests) {
						throw new QueueFull();
					}
					const { 'content-encoding': coding = 'identity' } = request.headers;
					if (coding !== 'identity') {
						throw new Refused(415, 'Bodies are taken uncompressed.');
					}
					load.inFlight++;
					reply.raw.once('close', () => load.inFlight--);
					done();
				},
			},
			(request, reply) => answer(request, reply, parts),
		);
	}
	return app;
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: ServerParts): Promise<FastifyReply> {
	const { batcher, engine, limits } = parts;
	if (!Buffer.isBuffer(request.body)) {
		throw new MalformedMessage('The request has no body.');
	}
	const { vocabularySize } = engine;
	const { window } = await engine.describe();
	const decoded = decodeRequest({ bytes: request.body, headerLength: headerLengthOf(request) });
	const probeRequest = readProbeRequest(decoded, { rows: limits.rows, tokens: limits.tokens, window, vocabularySize });

	const closed = new AbortController();
	reply.raw.once('close', () => closed.abort());
	const late = AbortSignal.timeout(limits.answerMs);
	const { rows, gradient } = probeRequest;
	const outputs = await batcher.run(rows, gradient, AbortSignal.any([closed.signal, late]));
	const { bytes, headerLength } = encodeResponse(
		{ name: modelName, version: engine.fingerprint, id: decoded.id },
		answerOf(probeRequest, outputs),
		name => decoded.outputs?.get(name) ?? decoded.binary,
	);
	if (headerLength !== undefined) {
		void reply.header(headerLengthName, headerLength);
	}
	return await reply.type(headerLength === undefined ? jsonType : 'application/octet-stream').send(bytes);
}

function headerLengthOf(request: FastifyRequest): number | undefined {
	const given = request.headers[headerLengthName];
	if (given === undefined) {
		return undefined;
	}
	return typeof given === 'string' && /^\d{1,10}$/u.test(given) ? Number(given) : NaN;
}

function checkModel({ params }: FastifyRequest, { fingerprint }: ProbeEngine): void {
	const { model, version } = params as { readonly model: string; readonly version?: string };
	if (model !== modelName || (version !== undefined && version !== fingerprint)) {
		throw new Refused(404, `The one model here is '${modelName}', version ${fingerprint}.`);
	}
}

function unauthorized(reply: FastifyReply): FastifyReply {
	return reply.code(401).header('www-authenticate', 'Bearer').type(jsonType).send({ error: tokenWanted });
}

/** What is said of a failure; nothing of what a client has sent. */
function refusalFor(error: unknown, batcher: Batcher, limits: ServiceLimits): Refused {
	if (error instanceof Refused) {
		return error;
	}
	if (error instanceof MalformedMessage) {
		return new Refused(400, error.message);
	}
	if (error instanceof QueueFull) {
		return new Refused(503, 'The queue is full. Ask again later.', batcher.secondsToWait());
	}
	if (error instanceof Error && error.name === 'TimeoutError') {
		return new Refused(503, `There was no turn within ${limits.answerMs / 1000} s.`, batcher.secondsToWait());
	}
	if (UserError.is(error)) {
		return UserError.is(error, 'service.numbers')
			? new Refused(500, error.message)
			: new Refused(503, 'The probe could not read this. Its process ended or is being started.', 1);
	}
	const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
	if (status === 413) {
		return new Refused(413, `A body has at most ${limits.bodyBytes} bytes.`);
	}
	return status >= 400 && status < 500
		? new Refused(status, 'The request is not as HTTP has it.')
		: new Refused(500, 'The service failed. Its log says why.');
}

/** For what is no request at all, or none in time. */
function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
	if (error.code === 'ECONNRESET' || !socket.writable) {
		socket.destroy();
		return;
	}
	const [status, message] =
		error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
			? ['408 Request Timeout', 'The request did not come in time.']
			: error.code === 'HPE_HEADER_OVERFLOW'
				? ['431 Request Header Fields Too Large', 'The headers are too long.']
				: ['400 Bad Request', 'The request is not as HTTP has it.'];
	const body = JSON.stringify({ error: message });
	socket.end(
		`HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
	);
}
