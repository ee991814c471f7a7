import { summaryLines } from '../../../scripts/exec/messages'

describe('summaryLines', () => {
  it('says on other systems than Linux what exec cannot see', () => {
    expect(summaryLines({ requests: 2, failedConnections: 0 }, undefined)).toEqual([
      {
        en: 'Requests that the local WeChat received: 2. Whether a client also connected to the real WeChat can be seen on Linux only.',
        zh: '本地模拟环境收到的请求数：2。客户端是否还连接了真正的微信，只有在 Linux 上才能看到。',
      },
    ])
  })
})
