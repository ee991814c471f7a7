/**
 * One thing that is printed on a waybill. Each courier has keys of its own, which keep their underscores: `SF_bagAddr` is
 * where bags are made up (集包地), `SF_mark` the sorting code (三段码).
 */
export interface WaybillDatum {
  key: string
  value: string
}
