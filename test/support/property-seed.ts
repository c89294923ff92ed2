import fc from 'fast-check'

/**
 * The properties draw the same cases in every run, so that a commit passes or it does not and a bisection
 * means something. `npm run test:explore` draws new ones; a seed it prints goes into `RAGWALL_TEST_SEED`, and
 * what it found becomes a regression test.
 */
const asked = process.env['RAGWALL_TEST_SEED']
if (asked !== 'random') {
  const seed = Number(asked ?? 20_260_101)
  if (!Number.isInteger(seed)) throw new Error(`RAGWALL_TEST_SEED is an integer or "random", not "${asked}"`)
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
}
