"""An S3 server: moto's, which is what boto's own users test against."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """``http://…`` of a server with the bucket ``hisnik``."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=address, region_name="eu", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    client.create_bucket(Bucket="hisnik", CreateBucketConfiguration={"LocationConstraint": "eu"})
    client.close()
    yield address
    server.stop()
