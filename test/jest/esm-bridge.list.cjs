// ESM-only packages that CommonJS packages below node_modules require():
//   light-my-request -> cookie ; @fastify/static -> content-disposition
module.exports = ['@nestjs/common', '@nestjs/core', 'cookie']
