# For reviewers: docker build -t survey-report . && docker run --name made survey-report && docker cp made:project/reports .
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends make && apt-get clean
WORKDIR project
COPY . .
RUN python -m analysis --version
CMD ["make", "report"]
