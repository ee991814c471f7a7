import { join } from 'node:path'
import { tokenizer } from 'acorn'
import { readProjectFile, scriptsIn } from './project'

/**
 * Returns the names of the collections that functions use: `collection('orders')`, also by a constant of the same file, unless
 * they create them.
 *
 * @param dir the folder of the functions
 * @example
 * usedCollections('/shop/cloudfunctions') // ['orders', 'users']
 */
export function usedCollections(dir: string): string[] {
  const used = { collection: new Set<string>(), createCollection: new Set<string>() }
  for (const path of scriptsIn(dir)) {
    const tokens = tokensOf(readProjectFile(join(dir, path)) ?? '')
    const constants = new Map(
      tokens.flatMap(({ text }, at) => {
        const [equals, value] = tokens.slice(at + 1, at + 3)
        return equals?.text === '=' ? [[text, stringOf(value)]] : []
      }),
    )
    for (const [at, { text: method }] of tokens.entries()) {
      if (method !== 'collection' && method !== 'createCollection') continue
      const [open, first, second] = tokens.slice(at + 1, at + 4)
      // A template is three tokens: the string is between two backquotes.
      const name = stringOf(first?.text === '`' ? second : first) ?? constants.get(first?.text ?? '')
      if (open?.text === '(' && name) used[method].add(name)
    }
  }
  return [...used.collection].filter((it) => !used.createCollection.has(it)).sort()
}

interface Token {
  label: string
  text: string
}

/** Returns the tokens of code that uses a database; none if it is not JavaScript. */
function tokensOf(code: string): Token[] {
  try {
    const tokens = code.includes('.collection') ? tokenizer(code, { ecmaVersion: 'latest', sourceType: 'module' }) : []
    return Array.from(tokens, ({ type: { label }, start, end }) => ({ label, text: code.slice(start, end) }))
  } catch {
    return []
  }
}

function stringOf(token: Token | undefined): string | undefined {
  if (token?.label === 'template') return token.text
  return token?.label === 'string' ? token.text.slice(1, -1) : undefined
}
