import type { GivenFixtures } from '../emulator/state/fixturesSchema'
import { suite } from './suite/suite'

/**
 * Puts fixtures in the place of the project's local-wechat.json, for the rest of a file of tests.
 *
 * @param fixtures sections as local-wechat.json has them
 * @throws Error when they have a mistake, or where there is no preset of wx-logistics
 * @example
 * beforeAll(() => useFixtures({ customers: [{ delivery_id: 'YUNDA', biz_id: 'our-shop', password: 'any-password' }] }))
 */
export function useFixtures(fixtures: GivenFixtures): Promise<void> {
  return suite.take(fixtures)
}
