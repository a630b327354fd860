// The server's end of a WebSocket (RFC 6455), as much of it as Socket Mode uses: text, ping, pong, close, no
// extensions. The client's end is the real one of Slack's SDK.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

export interface Socket {
  send(text: string): void;
  /** Says goodbye and ends the connection. */
  close(): void;
  /** Cuts the wire without a word. */
  cut(): void;
}

/** Completes the handshake and calls back for each text; `onEnd` once, however the connection ends. */
export function acceptSocket(
  request: IncomingMessage,
  wire: Duplex,
  on: { text(text: string): void; end(): void },
): Socket {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1')
    .update(key + MAGIC)
    .digest('base64');
  wire.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let held = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    wire.destroy();
    on.end();
  };
  const send = (opcode: number, payload: Buffer) => {
    if (!ended && wire.writable) wire.write(frame(opcode, payload));
  };
  wire.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (let next = readFrame(held); next !== null; next = readFrame(held)) {
      held = held.subarray(next.length);
      if (next.opcode === PING) send(PONG, next.payload);
      else if (next.opcode === CLOSE) {
        send(CLOSE, next.payload);
        end();
        return;
      } else if (next.opcode <= TEXT) {
        parts.push(next.payload);
        if (!next.final) continue;
        const text = Buffer.concat(parts).toString('utf8');
        parts = [];
        on.text(text);
      }
    }
  });
  wire.on('close', end);
  wire.on('error', end);
  return {
    send: (text) => send(TEXT, Buffer.from(text, 'utf8')),
    close: () => {
      send(CLOSE, Buffer.from([0x03, 0xe8]));
      setTimeout(end, 50).unref();
    },
    cut: end,
  };
}

interface Frame {
  final: boolean;
  opcode: number;
  payload: Buffer;
  /** Bytes of the whole frame. */
  length: number;
}

function readFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0;
  const start = 2 + extended + (masked ? 4 : 0);
  if (bytes.length < start) return null;
  const size = extended === 0 ? short : extended === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + size) return null;
  const payload = Buffer.from(bytes.subarray(start, start + size));
  if (masked) {
    const mask = bytes.subarray(start - 4, start);
    for (let index = 0; index < payload.length; index += 1) {
      payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
    }
  }
  return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload, length: start + size };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const size = payload.length;
  const head = size < 126 ? Buffer.alloc(2) : size < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  if (size < 126) head[1] = size;
  else if (size < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(size, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(size), 2);
  }
  return Buffer.concat([head, payload]);
}
