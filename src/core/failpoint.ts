/**
 * Named places where a crash is interesting: before and after each write, fsync, rename and commit. Kill
 * tests start a child with `RAGWALL_FAILPOINT=name` or `name:3` (the third time it is passed) and the
 * process kills itself there, as a power cut would. Without the variable this is one comparison.
 */
const [armed, nth] = parse(process.env['RAGWALL_FAILPOINT'])
let passed = 0

export function failpoint(name: string): void {
  if (armed === undefined || armed !== name) return
  passed += 1
  if (passed === nth) process.kill(process.pid, 'SIGKILL')
}

function parse(setting: string | undefined): [string | undefined, number] {
  if (setting === undefined || setting === '') return [undefined, 0]
  const [name = '', count = '1'] = setting.split(':')
  return [name, Number(count)]
}
