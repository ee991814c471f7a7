import sys
import requests

url, body, times = [*sys.argv[1:], 1][:3]
print(requests.post(url, data=body.encode() * int(times), headers={"content-type": "application/json"}).text)
