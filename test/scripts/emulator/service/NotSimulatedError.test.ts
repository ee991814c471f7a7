import { NotSimulatedError } from '../../../../scripts/emulator/service/NotSimulatedError'

const answer = { errcode: 0 }
const told = (api: string, refusal: { said?: string; answer: object | undefined }) => {
  const error = new NotSimulatedError(api, { errcode: -1, ...refusal })
  return { said: error.toJSON().errmsg, note: error.note }
}

describe('NotSimulatedError', () => {
  it('says which stub would answer', () => {
    expect(told('subscribeMessage.send', { answer })).toEqual({
      said: 'subscribeMessage.send is not simulated by the local WeChat; give it a stub in local-wechat.json or by PUT /emulator/stubs: {"api":"subscribeMessage.send","answer":{"errcode":0}}',
      note: '本地模拟环境未模拟此接口，可用 stub 给出固定应答',
    })
  })

  it("stands after WeChat's words, with a request id as WeChat's", () => {
    expect(told('/a', { said: 'invalid url', answer }).said).toMatch(
      /^invalid url: \/a is not simulated by the local WeChat; give it .* rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/,
    )
  })

  it('asks for another name where one is misspelt, and a stub of it would be refused', () => {
    expect(told('logistics.bindAcount', { answer })).toEqual({
      said: 'logistics.bindAcount is not simulated by the local WeChat (did you mean logistics.bindAccount?); correct the name',
      note: '本地模拟环境未模拟此接口，请改正接口名',
    })
  })

  it('names the known one that resembles it beside the stub', () => {
    expect(told('logistics.getAccount', { answer }).said).toBe(
      'logistics.getAccount is not simulated by the local WeChat (did you mean logistics.getAllAccount?); give it a stub in local-wechat.json or by PUT /emulator/stubs: {"api":"logistics.getAccount","answer":{"errcode":0}}',
    )
  })

  it('says that no stub helps where the answer is binary', () => {
    expect(told('ApiVoipSign', { answer: undefined })).toEqual({
      said: 'ApiVoipSign is not simulated by the local WeChat; its response is binary, which a stub cannot return: replace the call in your test',
      note: '本地模拟环境未模拟此接口，其应答为二进制，无法用 stub 给出，请在测试中替换该调用',
    })
  })

  it('shortens a long name', () => {
    expect(told('x'.repeat(10_000), { answer }).said.length).toBeLessThan(400)
  })
})
