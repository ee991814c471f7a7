import asyncio
import sys
from aiohttp import ClientSession

url, body = sys.argv[1:]


async def main():
    async with ClientSession() as session:
        async with session.post(url, data=body.encode(), headers={"content-type": "application/json"}) as response:
            print(await response.text())


asyncio.run(main())
