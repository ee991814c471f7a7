/** What is bound: the document's sample. */
export const event = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
