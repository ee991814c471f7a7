const NO_SECRET = 'redacting a secret that is not in the message changes nothing'

/** Code that Stryker does not change, because no change of it has an effect: `node` is ignored where it is part of `inside`. */
const equivalents = [
  { inside: 'secrets = []', node: '[]', why: NO_SECRET },
  { inside: 'secrets: readonly string[] = []', node: '[]', why: NO_SECRET },
  {
    inside: 'catch { return undefined; }',
    node: '{ return undefined; }',
    why: 'a function without a return statement returns undefined',
  },
  { inside: "token: ''", node: "''", why: 'no access_token has either value' },
  {
    inside: "signal.addEventListener('abort', () => reject(signal.reason), { once: true })",
    node: '{ once: true }',
    why: 'a signal is aborted at most once',
  },
  {
    inside: "'secret' in credentials ? [credentials.secret] : []",
    node: '[]',
    why: NO_SECRET,
  },
  { inside: 'secrets: []', node: '[]', why: NO_SECRET },
]

/** The code of each node before Stryker changed what is in it. */
const codes = new WeakMap()

/** An ignorer of Stryker: https://stryker-mutator.io/docs/stryker-js/disable-mutants/#using-an-ignorer-plugin */
function shouldIgnore(path) {
  // Babel cannot print it alone.
  if (path.isTemplateElement()) return undefined
  const code = String(path).replace(/\s+/g, ' ')
  codes.set(path.node, code)
  return equivalents.find(({ inside, node }) => node === code && inside === codes.get(path.parent))?.why
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'equivalents', value: { shouldIgnore } }]
