import leven from 'leven'
import type { Message } from '../messages/Message'

/** Number of characters up to which a name is compared. A longer one is not a typing mistake. */
const MAX_LENGTH = 60

/**
 * Returns the known name that a misspelt one was probably meant to be. A name without a group, `getQuota`, is compared with the
 * last parts of dotted names.
 *
 * @param share which part of the name, without its group, may be wrong: a half by default. With 4, a quarter, for names that are
 *   refused: logistics.updatePath is another API of WeChat than logistics.updatePrinter
 * @returns undefined if more would have to change
 * @example
 * nearest('bizID', ['type', 'bizId']) // 'bizId'
 * nearest('logistics.cancelOrder', ['logistics.bindAccount']) // undefined
 */
export function nearest(name: string, known: readonly string[], share = 2): string | undefined {
  if (name.length > MAX_LENGTH) return undefined
  const method = lastPart(name)
  const distances = known.map((it) => leven(name, method === name ? lastPart(it) : it))
  const least = Math.min(...distances)
  return least <= method.length / share ? known[distances.indexOf(least)] : undefined
}

/**
 * Returns the end of a message about an unknown name: the known name that was probably meant, or nothing.
 *
 * @example
 * didYouMean(nearest('bizID', ['type', 'bizId'])).en // ', did you mean bizId?'
 */
export function didYouMean(near: string | undefined): Message {
  return near === undefined ? { en: '', zh: '' } : { en: `, did you mean ${near}?`, zh: `，是不是 ${near}？` }
}

/**
 * Returns what is wrong with the names of given options, in plain JavaScript where no type does: the first unknown one.
 *
 * @example
 * unknownOption({ openId: '1' }, ['openid'])?.en // 'option "openId" is unknown, did you mean openid? (known: openid)'
 */
export function unknownOption(
  given: object,
  known: readonly string[],
  what: Message = { en: 'option', zh: '选项' },
): Message | undefined {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown === undefined) return undefined
  const near = didYouMean(nearest(unknown, known))
  const [name, all] = [JSON.stringify(unknown), known.join(', ')]
  return {
    en: `${what.en} ${name} is unknown${near.en} (known: ${all})`,
    zh: `未知${what.zh} ${name}${near.zh}（可用：${all}）`,
  }
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
