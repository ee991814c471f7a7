import sys
from urllib.request import Request, urlopen

url, body = sys.argv[1:]
print(urlopen(Request(url, body.encode(), {"content-type": "application/json"})).read().decode())
