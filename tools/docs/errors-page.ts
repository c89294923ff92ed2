import { ERROR_CODES, ERROR_FIXES, type ErrorCode } from '../../src/core/errors.js'

/** docs/errors.md. */
export function errorsPage(): string {
  const rows = (Object.keys(ERROR_CODES) as ErrorCode[]).map(
    (code) => `| \`${code}\` | ${ERROR_CODES[code]} | ${ERROR_FIXES[code]} |`,
  )
  return `# Errors

<!-- Made by \`npm run docs\` from src/core/errors.ts. Change the table there, not this page. -->

Everything ragwall throws is a \`FirewallError\`. Its \`code\` is stable: branch on it. Its \`message\` is one sentence that
names settings, paths and ids and never holds content of a document, a query or an answer. Its \`help\`, where there is
one, says what to do about this very error; the table says it in general. The command line prints the message and the
help and ends with 2; over HTTP both are members of a problem document (RFC 9457).

| code | meaning | what to do |
|---|---|---|
${rows.join('\n')}
`
}
