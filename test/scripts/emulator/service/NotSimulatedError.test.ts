import { inLanguage, type Message } from '../../../../cloudfunctions/openapi/messages/Message'
import { NotSimulatedError } from '../../../../scripts/emulator/service/NotSimulatedError'

const answer = { errcode: 0 }
const messageAndNote = (
  api: string,
  refusal: { said?: string; answer: object | undefined; instead?: Message; feature?: string },
) => {
  const error = new NotSimulatedError(api, { errcode: -1, ...refusal })
  return { said: error.toJSON().errmsg, note: inLanguage('zh', error.note) }
}

describe('NotSimulatedError', () => {
  it('proposes a stub', () => {
    expect(messageAndNote('customerServiceMessage.send', { answer })).toEqual({
      said: 'customerServiceMessage.send is not simulated by the local WeChat; give it a stub in local-wechat.json or by PUT /emulator/stubs: {"api":"customerServiceMessage.send","answer":{"errcode":0}}',
      note: '本地模拟环境未模拟 customerServiceMessage.send，可在 local-wechat.json 中或用 PUT /emulator/stubs 配置模拟返回：{"api":"customerServiceMessage.send","answer":{"errcode":0}}',
    })
  })

  it('proposes an image, and what callers read, in one line', () => {
    const stubIn = (api: string) => JSON.parse(messageAndNote(api, { answer }).said.replace(/^[^{]*/, ''))
    const png = { base64: expect.stringMatching(/^iVBORw0KGgo[\w+/]+==$/), contentType: 'image/png' }
    expect(stubIn('wxacode.getUnlimited')).toEqual({ api: 'wxacode.getUnlimited', ...png })
    expect(stubIn('/wxa/getwxacodeunlimit')).toEqual({ api: '/wxa/getwxacodeunlimit', ...png })
    expect(stubIn('img.aiCrop').answer).toMatchObject({ errcode: 0, img_size: { w: 100, h: 100 } })
  })

  it('proposes no stub for a part of an API, because it would change the other calls', () => {
    const instead = { en: 'replace it', zh: '请替换' }
    expect(messageAndNote('wxacode.get', { answer: undefined, instead, feature: '$text' })).toEqual({
      said: '$text is not simulated by the local WeChat; replace it',
      note: '本地模拟环境未模拟 $text，请替换',
    })
  })

  it("follows WeChat's message, and ends with a request id like WeChat's", () => {
    expect(messageAndNote('/a', { said: 'invalid url', answer }).said).toMatch(
      /^invalid url: \/a is not simulated by the local WeChat; give it .* rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/,
    )
  })

  it('suggests the correct name if a stub for the misspelt one would be refused', () => {
    expect(messageAndNote('logistics.bindAcount', { answer })).toEqual({
      said: 'logistics.bindAcount is not simulated by the local WeChat (did you mean logistics.bindAccount?); correct the name',
      note: '本地模拟环境未模拟 logistics.bindAcount（是不是 logistics.bindAccount？），请改正接口名',
    })
  })

  it('suggests a similar API in addition to the stub', () => {
    expect(messageAndNote('logistics.getAccount', { answer })).toEqual({
      said: 'logistics.getAccount is not simulated by the local WeChat (did you mean logistics.getAllAccount?); give it a stub in local-wechat.json or by PUT /emulator/stubs: {"api":"logistics.getAccount","answer":{"errcode":0}}',
      note: '本地模拟环境未模拟 logistics.getAccount（是不是 logistics.getAllAccount？），可在 local-wechat.json 中或用 PUT /emulator/stubs 配置模拟返回：{"api":"logistics.getAccount","answer":{"errcode":0}}',
    })
  })

  it('says that a stub cannot return a binary response', () => {
    expect(messageAndNote('ApiVoipSign', { answer: undefined })).toEqual({
      said: 'ApiVoipSign is not simulated by the local WeChat; its response is binary, which a stub cannot return: replace the call in your test',
      note: '本地模拟环境未模拟 ApiVoipSign，它的返回是二进制，无法配置模拟返回，请在测试中替换这个调用',
    })
  })

  it('shortens a long name', () => {
    expect(messageAndNote('x'.repeat(10_000), { answer }).said.length).toBeLessThan(400)
  })
})
