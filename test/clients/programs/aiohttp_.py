import asyncio
import sys
from aiohttp import ClientSession, TCPConnector, ThreadedResolver

url, body, *options = sys.argv[1:]
if "uvloop" in options:
    import uvloop

    uvloop.install()


async def main():
    connector = TCPConnector(resolver=ThreadedResolver() if "threads" in options else None)
    async with ClientSession(connector=connector) as session:
        async with session.post(url, data=body.encode(), headers={"content-type": "application/json"}) as response:
            print(await response.text())


asyncio.run(main())
