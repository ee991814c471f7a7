const NO_SECRET = 'redacting a secret that is not in the message changes nothing'
const RETURNS_UNDEFINED = 'a function without a return statement returns undefined'

/** Code that Stryker does not change, because no change of it has an effect: `node` is ignored where it is part of `inside`. */
export const equivalents = [
  { folder: 'errors', inside: 'secrets = []', node: '[]', why: NO_SECRET },
  { folder: 'errors', inside: 'secrets: readonly string[] = []', node: '[]', why: NO_SECRET },
  { folder: 'errors', inside: 'catch { return undefined; }', node: '{ return undefined; }', why: RETURNS_UNDEFINED },
  {
    folder: 'params',
    inside: "expected ?? ''",
    node: "''",
    why: 'every issue that gets here names what valibot expected',
  },
  { folder: 'params', inside: "choices[0] ?? ''", node: "''", why: 'the list has at least one item here' },
  { folder: 'params', inside: "names.get(name) ?? ''", node: "''", why: 'no parameter has either name' },
  { folder: 'https', inside: 'catch { return undefined; }', node: '{ return undefined; }', why: RETURNS_UNDEFINED },
  { folder: 'https', inside: "token: ''", node: "''", why: 'no access_token has either value' },
  {
    folder: 'https',
    inside: "signal.addEventListener('abort', () => reject(signal.reason), { once: true })",
    node: '{ once: true }',
    why: 'a signal is aborted at most once',
  },
  {
    folder: 'https',
    inside: "'secret' in credentials ? [credentials.secret] : []",
    node: '[]',
    why: NO_SECRET,
  },
  { folder: 'https', inside: 'secrets: []', node: '[]', why: NO_SECRET },
]

const { MUTATED_FOLDER } = process.env
const unused = new Set(equivalents.filter(({ folder }) => folder === MUTATED_FOLDER))
/** The code of each node before Stryker changed what is in it. */
const codes = new WeakMap()

/** An ignorer of Stryker: https://stryker-mutator.io/docs/stryker-js/disable-mutants/#using-an-ignorer-plugin */
function shouldIgnore(path) {
  // Babel cannot print it alone.
  if (path.isTemplateElement()) return undefined
  const code = String(path).replace(/\s+/g, ' ')
  codes.set(path.node, code)
  const found = equivalents.find(
    ({ folder, inside, node }) => folder === MUTATED_FOLDER && node === code && inside === codes.get(path.parent),
  )
  unused.delete(found)
  return found?.why
}

process.once('exit', () => {
  if (unused.size === 0) return
  console.error('scripts/mutate/equivalents.mjs lists code that does not exist:', ...unused)
  process.exitCode = 1
})

export const strykerPlugins = [{ kind: 'Ignore', name: 'equivalents', value: { shouldIgnore } }]
