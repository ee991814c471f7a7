import asyncio
import sys
from tornado.httpclient import AsyncHTTPClient

url, body = sys.argv[1:]


async def main():
    headers = {"content-type": "application/json"}
    response = await AsyncHTTPClient().fetch(url, method="POST", body=body.encode(), headers=headers)
    print(response.body.decode())


asyncio.run(main())
