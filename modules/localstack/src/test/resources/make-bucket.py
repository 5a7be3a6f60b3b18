import boto3

boto3.client("s3", endpoint_url="http://localhost:4566").create_bucket(Bucket="invoices")
