import type { Account } from '../../../cloudfunctions/openapi/apis/getAllAccount'
import { isOpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import type { Access } from '../Access'
import { type Finding, right } from '../Finding'
import { failedCall } from '../failed'

/**
 * Whether the mini program may call logistics.*, which a list of its accounts shows.
 *
 * @returns the accounts, where it may, and what was found
 */
export async function authorisation({ openapi }: Access): Promise<{ list?: Account[]; finding: Finding }> {
  try {
    const { list } = await openapi.logistics.getAllAccount()
    return { list, finding: right('the mini program may call logistics.*', '小程序可以调用 logistics.*') }
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    return { finding: failedCall(thrown) }
  }
}
