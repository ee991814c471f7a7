import sys
import requests

url, body = sys.argv[1:]
print(requests.post(url, data=body.encode(), headers={"content-type": "application/json"}).text)
