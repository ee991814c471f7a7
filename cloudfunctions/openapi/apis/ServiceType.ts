/** A service that a courier offers (快递服务类型). */
export interface ServiceType {
  serviceType: number
  serviceName: string
}
