/** The event of each bind, as in the documentation's sample. */
export const event = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
