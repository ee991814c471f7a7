import { deliveryResultCodes } from '../../../../cloudfunctions/openapi/codes/deliveryResult'

describe('deliveryResultCodes', () => {
  it('contains the codes that couriers may return for an order and its cancellation', () => {
    expect(
      Object.keys(deliveryResultCodes)
        .map(Number)
        .sort((a, b) => a - b),
    ).toStrictEqual([
      -1, 0, 10001, 10002, 10003, 20001, 20002, 20003, 20004, 20005, 20006, 20007, 20008, 20009, 30001, 30002, 30003,
      30004,
    ])
  })

  it('has a meaning for each code in both languages', () => {
    const texts = Object.values(deliveryResultCodes).map(({ meaning }) => meaning)

    expect(texts.filter(({ en, zh }) => !en || !/[\u4e00-\u9fff]/.test(zh))).toStrictEqual([])
  })
})
