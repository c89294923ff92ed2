import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { closeServers, recordingFirewall, serve } from './harness.js'

/** Requests that no client library would send: bytes on a socket. */

afterEach(closeServers)

const CANARY = 'Hollow-Oak'

async function raw(url: string, lines: readonly string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write([...lines, '', body].join('\r\n'))
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  await once(socket, 'close')
  return Buffer.concat(chunks).toString('latin1')
}

const POST = [
  'POST /v1/check HTTP/1.1',
  'Host: x',
  'Connection: close',
  'Authorization: Bearer bot',
  'Content-Type: application/json',
]
const BODY = '{"answer":"a"}'
const LENGTH = `Content-Length: ${BODY.length}`

test.each<[string, string[], string, number]>([
  ['both lengths', [...POST, LENGTH, 'Transfer-Encoding: chunked'], `e\r\n${BODY}\r\n0\r\n\r\n`, 400],
  ['two lengths', [...POST, LENGTH, 'Content-Length: 2'], BODY, 400],
  ['a length that is no number', [...POST, 'Content-Length: 0x10'], BODY, 400],
  [
    'a coding that hides chunks',
    [...POST, 'Transfer-Encoding: chunked, identity'],
    `e\r\n${BODY}\r\n0\r\n\r\n`,
    400,
  ],
  ['a misspelt coding', [...POST, 'Transfer-Encoding: xchunked'], `e\r\n${BODY}\r\n0\r\n\r\n`, 400],
  ['chunks of no size', [...POST, 'Transfer-Encoding: chunked'], `zz\r\n${BODY}\r\n0\r\n\r\n`, 400],
  ['no gzip', [...POST, LENGTH, 'Content-Encoding: gzip'], BODY, 400],
  ['no deflate', [...POST, LENGTH, 'Content-Encoding: deflate'], BODY, 400],
  ['no br', [...POST, LENGTH, 'Content-Encoding: br'], BODY, 400],
  ['an unknown expectation', [...POST, LENGTH, `Expect: ${CANARY}`], BODY, 417],
  [
    'headers without end',
    [...POST, ...Array.from({ length: 40 }, (_, i) => `X-${i}: ${CANARY.repeat(100)}`)],
    '',
    431,
  ],
  ['a header with a line break', [...POST, `X-A: a\r\n b: ${CANARY}\x00`], BODY, 400],
  ['no request at all', [`${CANARY} ${CANARY}`], '', 400],
  ['two hosts', ['POST /v1/check HTTP/1.1', 'Host: a', 'Host: b', ...POST.slice(2), LENGTH], BODY, 400],
])('%s: a problem with a code and the fix, the connection closed', async (_, lines, body, status) => {
  const { firewall, calls } = recordingFirewall()
  const { url } = await serve(firewall)
  const answer = await raw(url, lines, body)
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  const problem = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))
  expect(problem).toMatchObject({ status, code: 'request-invalid', help: expect.any(String) })
  expect(answer).not.toContain(CANARY)
  expect(calls).toEqual([])
})

test('`100-continue` is answered, and the body taken', async () => {
  const { firewall, calls } = recordingFirewall()
  const { url } = await serve(firewall)
  const answer = await raw(url, [...POST, LENGTH, 'Expect: 100-continue'], BODY)
  expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
  expect(calls).toHaveLength(1)
})
