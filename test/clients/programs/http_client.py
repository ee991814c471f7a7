import sys
from http.client import HTTPSConnection
from urllib.parse import urlsplit

url, body = sys.argv[1:]
parts = urlsplit(url)
connection = HTTPSConnection(parts.netloc)
connection.request("POST", parts.path + "?" + parts.query, body.encode(), {"content-type": "application/json"})
print(connection.getresponse().read().decode())
