import sys
import httpx

url, body = sys.argv[1:]
print(httpx.post(url, content=body.encode(), headers={"content-type": "application/json"}).text)
