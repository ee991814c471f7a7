import sys
from urllib3 import PoolManager

url, body = sys.argv[1:]
print(PoolManager().request("POST", url, body=body.encode(), headers={"content-type": "application/json"}).data.decode())
