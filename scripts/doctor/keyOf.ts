import type { AnyNode, AssignmentProperty, MemberExpression, Property, PropertyDefinition } from 'acorn'

/** The name of a property; undefined if it is computed when the code runs. */
export type Key = string | undefined

/**
 * Returns the name in `object.name`, `object['name']`, `{ name: value }`, `{ ['name']: value }` and in a class.
 */
export function keyOf(node: MemberExpression | Property | AssignmentProperty | PropertyDefinition): Key {
  const key = node.type === 'MemberExpression' ? node.property : node.key
  if (!node.computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key.name
  return stringIn(key)
}

/** The string that a literal or a template without expressions holds; undefined for any other node. */
export function stringIn(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined
  return node.quasis[0]?.value.cooked ?? undefined
}
