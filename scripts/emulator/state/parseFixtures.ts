import { sandbox } from '../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Mistake, parseText } from '../schemas/parseText'
import { oneOfThese } from '../schemas/plainSchemas'
import { withDefaults } from './defaultFixtures'
import { type FixturesContent, type FixturesFile, fixturesSchema } from './fixturesSchema'

/**
 * Parses the text of a fixtures file.
 *
 * @param path of the file, for the messages
 * @throws FileError, see parseText
 * @example
 * parseFixtures('{ "miniPrograms": [{ "appid": "wx1", "secret": "s" }] }', 'local-wechat.json')
 */
export function parseFixtures(text: string, path: string): FixturesContent {
  return withDefaults(parseText(fixturesSchema, text, path, { en: 'the fixtures ', zh: '初始数据' }, referenceMistakes))
}

/** Finds references to couriers and mini programs that do not exist. */
function referenceMistakes(file: FixturesFile): Mistake[] {
  const { couriers, miniPrograms } = withDefaults(file)
  const known = {
    delivery_id: [...couriers.map((it) => it.delivery_id), sandbox.deliveryId],
    appid: miniPrograms.map((it) => it.appid),
  }
  const sections = ['customers', 'accounts', 'orders', 'payments'] as const
  return sections.flatMap((section) =>
    (file[section] ?? []).flatMap((item, index) =>
      Object.entries(known).flatMap(([field, values]) => {
        const value = readProperty(item, field)
        if (value === undefined || values.some((it) => it === value)) return []
        return [{ at: [section, index, field], what: oneOfThese(values) }]
      }),
    ),
  )
}
