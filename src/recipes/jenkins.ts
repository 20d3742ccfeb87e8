import { BUILD_TO_CACHE, buildAndPush, connect, fetchBuildx, indented, OWN_CONFIG, SIGN_IN } from './commands.js';
import type { Recipe } from './recipe.js';

export const jenkins: Recipe = ({ builder, image, toolchain }) => [
  {
    path: 'Jenkinsfile',
    text: `// Jenkinsfile, for a multibranch pipeline
//
// Set in Manage Jenkins > Credentials: a "Username with password" with the id docker-build-cloud
//   user name: your Docker ID, or the organization where the token is the organization's
//   password: an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
pipeline {
  agent any

  environment {
    IMAGE = '${image}'
    // A Docker configuration of this job's own: agents keep ~/.docker from job to job.
    DOCKER_CONFIG = "\${WORKSPACE_TMP}/docker"
  }

  stages {
    stage('Connect to Docker Build Cloud') {
      steps {
        withCredentials([usernamePassword(credentialsId: 'docker-build-cloud', usernameVariable: 'DOCKER_USER', passwordVariable: 'DOCKER_PAT')]) {
          sh '${SIGN_IN}'
        }
        sh '''
${indented(
  fetchBuildx(toolchain, OWN_CONFIG).map(line => line.replaceAll('\\', '\\\\')),
  '          ',
)}
        '''
        sh '${connect(builder)}'
      }
    }

    // The default branch and tags: build and push.
    stage('Image') {
      when {
        anyOf {
          branch 'main'
          buildingTag()
        }
      }
      steps {
        sh '${buildAndPush('$IMAGE:${TAG_NAME:-$GIT_COMMIT}')}'
      }
    }

    // Pull requests: build, and keep the result in the build cache.
    stage('Image check') {
      when {
        changeRequest()
      }
      steps {
        sh '${BUILD_TO_CACHE}'
      }
    }
  }

  post {
    always {
      sh 'rm -rf "$DOCKER_CONFIG"'
    }
  }
}
`,
  },
];
