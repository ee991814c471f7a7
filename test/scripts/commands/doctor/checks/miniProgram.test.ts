import { createOpenApi } from '../../../../../cloudfunctions/openapi/createOpenApi'
import { accounts } from '../../../../../scripts/commands/doctor/checks/miniProgram'
import { type Finding, right } from '../../../../../scripts/commands/doctor/Finding'

describe('accounts', () => {
  it('prints a balance beyond 2^53 exactly', async () => {
    const answers = [
      '{"count":1,"list":[{"delivery_id":"YUNDA","biz_id":"123456","status_code":0}]}',
      '{"count":1,"data":[{"delivery_id":"YUNDA","can_get_quota":1}]}',
      '{"quota_num":9007199254740993}',
    ]
    const openapi = createOpenApi({ getAccessToken: () => 'token', fetch: async () => new Response(answers.shift()) })
    const findings: Finding[] = []
    for await (const it of accounts(openapi)) findings.push(it)

    expect(findings).toContainEqual(
      right('YUNDA 123456', { en: 'has 9007199254740993 e-waybills left', zh: '电子面单余额 9007199254740993' }),
    )
  })
})
