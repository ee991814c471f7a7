require 'http'

url, body = ARGV
puts HTTP.headers('content-type' => 'application/json').post(url, body: body).to_s
