import type { Order } from '../../../../scripts/emulator/state/recordsSchema'

const emptyContact = {
  name: '',
  tel: '',
  mobile: '',
  company: '',
  post_code: '',
  country: '',
  province: '',
  city: '',
  area: '',
  address: '',
}

/** An order at YUNDA with empty optional fields. */
export const sampleOrder = (order_id: string, more: Partial<Order> = {}): Order => ({
  appid: 'wx0000000000000000',
  order_id,
  delivery_id: 'YUNDA',
  waybill_id: `W${order_id}`,
  biz_id: '',
  openid: '',
  add_source: 0,
  wx_appid: '',
  custom_remark: '',
  sender: emptyContact,
  receiver: emptyContact,
  cargo: { count: 1, weight: 0, space_x: 0, space_y: 0, space_z: 0, detail_list: [] },
  shop: { wxa_path: '', img_url: '', goods_name: '', goods_count: 0, detail_list: [] },
  insured: { use_insured: 0, insured_value: 0 },
  service: { service_type: 0, service_name: '' },
  order_status: 0,
  create_time: 1555482786,
  waybill_data: [],
  path_item_list: [],
  ...more,
})
